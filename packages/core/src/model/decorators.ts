import 'reflect-metadata';

/** TypeGraphQL's decorators for core itself; plugins see the choice in graphql.ts. */
export { Arg, Field, ID, InputType, InterfaceType, Int, ObjectType, Query } from 'type-graphql';
