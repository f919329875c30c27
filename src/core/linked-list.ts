/** A place in a `LinkedList`. Once removed it keeps nothing of the list. */
export interface Link<Value> {
  readonly value: Value;
}

interface Joint<Value> extends Link<Value> {
  before: Joint<Value> | undefined;
  after: Joint<Value> | undefined;
}

/**
 * What is open at a time, in the order it came, for lists that outlive what is in them. A `Set` or `Map` that is added to and
 * deleted from leaves a table behind each time it is full, and each of these tables holds what was open then and the next
 * table: once one of them is old, the collector's short runs keep all that follow, and thereby whole requests with
 * their bytes, until its next long one (docs/adr/0041-lists-that-let-go.md).
 */
export class LinkedList<Value> {
  #first: Joint<Value> | undefined;
  #last: Joint<Value> | undefined;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get first(): Value | undefined {
    return this.#first?.value;
  }

  get last(): Value | undefined {
    return this.#last?.value;
  }

  /** @returns what `remove` takes. */
  append(value: Value): Link<Value> {
    const link: Joint<Value> = { value, before: this.#last, after: undefined };
    if (this.#last === undefined) this.#first = link;
    else this.#last.after = link;
    this.#last = link;
    this.#size += 1;
    return link;
  }

  /** Does nothing if it is removed already. @param link of this list */
  remove(link: Link<Value>): void {
    const joint = link as Joint<Value>;
    if (joint.before === undefined && joint !== this.#first) return;
    if (joint.before === undefined) this.#first = joint.after;
    else joint.before.after = joint.after;
    if (joint.after === undefined) this.#last = joint.before;
    else joint.after.before = joint.before;
    joint.before = joint.after = undefined;
    this.#size -= 1;
  }

  /** @returns what came first, removed. */
  shift(): Value | undefined {
    const first = this.#first;
    if (first !== undefined) this.remove(first);
    return first?.value;
  }

  /** A copy: what is done with a value may remove others. */
  toArray(): Value[] {
    const values: Value[] = [];
    for (let joint = this.#first; joint !== undefined; joint = joint.after) values.push(joint.value);
    return values;
  }
}
