// What is changed in the text of a bundle after it is made: names of classes, namespaces of
// libraries, and characters that would double the memory that the text takes.

/** The text of one file of the bundle as it is written. */
export const asWritten = (text) => inLatin1(withOneNamespace(withClassNames(text)));

/**
 * Two classes of one name get two names in the bundle; GraphQL and the ORM know classes by theirs,
 * so each gets its own back. Functions do not: a closure would be named each time it is made.
 */
function withClassNames(text) {
  return text
    .replaceAll(/static\s*\{\s*__name\(\s*this,\s*("[^"]*")\s*\);?/g, (_all, name) => {
      const named = `{ value: ${name}, configurable: true }`;
      return `static { Object.defineProperty(this, "name", ${named});`;
    })
    .replace(/\bvar __name\s*=[^;]*;/, 'var __name = (target) => target;');
}

/**
 * Each module that imports a library of CommonJS would get a copy of its namespace: 200 modules
 * import the 200 names of GraphQL. They share one, unless the library has got names since.
 */
function withOneNamespace(text) {
  return text.replace(/\bvar __toESM\s*=/, (made) => `${SHARED_NAMESPACES}\n${renamed(made)}`);
}

const renamed = (made) => made.replace('__toESM', '__newNamespace');

const SHARED_NAMESPACES = `var __namespaces = [new WeakMap(), new WeakMap()];
var __toESM = (mod, isNodeMode) => {
  if (mod === null || (typeof mod !== 'object' && typeof mod !== 'function')) {
    return __newNamespace(mod, isNodeMode);
  }
  const made = __namespaces[isNodeMode ? 1 : 0];
  const size = Object.getOwnPropertyNames(mod).length;
  if (made.get(mod)?.size !== size) made.set(mod, { size, all: __newNamespace(mod, isNodeMode) });
  return made.get(mod).all;
};`;

/**
 * V8 keeps a text with one character beyond Latin-1 in two bytes each, and it keeps all of it for
 * the functions that were not called yet. What the maker of the bundle does not escape stands in
 * regular expressions, where an escape is the same; raw texts stay.
 */
function inLatin1(text) {
  return text.replaceAll(/String\.raw`[^`]*`|[^\0-\u00ff]/g, (found) =>
    found.length > 1 ? found : `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
