import type { Edge } from "./connection-of.js";
import type { PageInfo } from "./page-info.type.js";

// Classes, not literals with `get`: of those V8 makes a new hidden class each time (docs/adr/0042-one-shape.md).

/** An edge whose cursor is made when it is selected: making one may cost a MAC. */
export class LazyEdge<Node> implements Edge<Node> {
  readonly #cursor: () => string;

  constructor(
    readonly node: Node,
    cursor: () => string,
  ) {
    this.#cursor = cursor;
  }

  get cursor(): string {
    return this.#cursor();
  }
}

export interface Cursors {
  readonly start: () => string | null;
  readonly end: () => string | null;
}

/** The same for a page. */
export class LazyPageInfo implements PageInfo {
  readonly #cursors: Cursors;

  constructor(
    readonly hasNextPage: boolean,
    readonly hasPreviousPage: boolean,
    cursors: Cursors,
  ) {
    this.#cursors = cursors;
  }

  get startCursor(): string | null {
    return this.#cursors.start();
  }

  get endCursor(): string | null {
    return this.#cursors.end();
  }
}
