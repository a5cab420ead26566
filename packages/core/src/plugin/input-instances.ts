import { getMetadataStorage } from 'type-graphql';

type Make = new () => object;
type Values = Readonly<Record<string, unknown>>;

/** An input class as instances of it are made. */
interface Shape {
  make(): Record<string, unknown>;
  /** Its fields, with the shape of those that are inputs themselves. */
  fields(): readonly { name: string; shape: Shape | undefined }[];
}

/**
 * Values of arguments as TypeGraphQL hands them over: objects of input types are instances of their
 * classes. TypeGraphQL searches all input types for each field of each object, at each request;
 * here each class is looked up once.
 */
export class InputInstances {
  private readonly shapes = new WeakMap<object, Shape>();

  /** An argument of a declared class; what is no input comes back as it is. */
  of(target: unknown, value: unknown): unknown {
    const shape = this.shapeOf(target);
    return shape ? converted(shape, value) : value;
  }

  private shapeOf(target: unknown): Shape | undefined {
    if (typeof target !== 'function') return undefined;
    const known = this.shapes.get(target);
    if (known || !inputTypeOf(target)) return known;
    let fields: ReturnType<Shape['fields']> | undefined;
    const shape = { make: maker(target as Make), fields: () => (fields ??= this.fieldsOf(target)) };
    this.shapes.set(target, shape);
    return shape;
  }

  /** Fields of the class and of those that it extends. */
  private fieldsOf(target: object): ReturnType<Shape['fields']> {
    const found = new Map<string, Shape | undefined>();
    let at: object | null = target;
    while (typeof at === 'function') {
      for (const { name, getType } of inputTypeOf(at)?.fields ?? []) {
        if (!found.has(name)) found.set(name, this.shapeOf(getType()));
      }
      at = Object.getPrototypeOf(at) as object | null;
    }
    return [...found].map(([name, shape]) => ({ name, shape }));
  }
}

function converted(shape: Shape, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (Array.isArray(value)) return value.map((one) => converted(shape, one));
  const instance = shape.make();
  for (const field of shape.fields()) {
    const one = (value as Values)[field.name];
    if (one === undefined) continue;
    instance[field.name] = field.shape ? converted(field.shape, one) : one;
  }
  return instance;
}

function inputTypeOf(target: object) {
  return getMetadataStorage().inputTypes.find((one) => one.target === target);
}

/** Fields that nobody gave are not there, unless the class has an initial value for them. */
function maker(target: Make): Shape['make'] {
  const isBare = Object.values(new target()).every((value) => value === undefined);
  if (isBare) return () => Object.create(target.prototype as object) as Record<string, unknown>;
  return () => {
    const instance = new target() as Record<string, unknown>;
    for (const key of Object.keys(instance)) {
      if (instance[key] === undefined) delete instance[key];
    }
    return instance;
  };
}
