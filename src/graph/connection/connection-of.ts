import { type ClassType, Field, Int, ObjectType } from "type-graphql";
import { PageInfo } from "./page-info.type.js";

export interface Edge<Node> {
  readonly node: Node;
  readonly cursor: string;
}

export interface Connection<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly nodes: readonly Node[];
  readonly pageInfo: PageInfo;
  readonly totalCount?: number | null;
}

/**
 * The two types of a Relay connection. The class that is returned is to be extended by one with its own `@ObjectType`.
 * @param name of the node type: gives `<name>Edge` and is used in the descriptions.
 */
export function connectionOf<Node extends object>(
  name: string,
  node: () => object,
): ClassType<Connection<Node>> {
  @ObjectType(`${name}Edge`, {
    simpleResolvers: true,
    description: `One ${name} in a list, with its cursor.`,
  })
  class EdgeType implements Edge<Node> {
    @Field(node, { description: `The ${name} itself.` })
    readonly node!: Node;

    @Field(() => String, { description: "Give this as `after` to get what follows this entry." })
    readonly cursor!: string;
  }

  // Never named by a field, so never in the schema: only its fields are, through the class that extends it.
  @ObjectType(`${name}ConnectionBase`, { simpleResolvers: true })
  class ConnectionType implements Connection<Node> {
    @Field(() => [EdgeType], { description: "The entries with their cursors." })
    readonly edges!: readonly Edge<Node>[];

    @Field(() => [node() as ClassType], { description: "The entries alone." })
    readonly nodes!: readonly Node[];

    @Field(() => PageInfo, { description: "Where this page stands in the list." })
    readonly pageInfo!: PageInfo;

    @Field(() => Int, { nullable: true, description: "Length of the whole list, where it is known." })
    readonly totalCount?: number | null;
  }
  return ConnectionType;
}
