/**
 * What a provider answered: the bytes as they came, and their meaning, worked out only when somebody asks. Keeping the
 * bytes lets a list be copied into the GraphQL answer without building objects (docs/adr/0010-answers-keep-their-bytes.md).
 */
export class Answer<Value> {
  readonly #decode: (bytes: Buffer) => Value;
  #value: { readonly decoded: Value } | undefined;

  /**
   * @param rowsAt of a provider's own FDX body of a list: the member that holds the rows. Missing where `bytes` are anything
   * else.
   */
  constructor(
    readonly bytes: Buffer,
    decode: (bytes: Buffer) => Value,
    readonly rowsAt?: string,
  ) {
    this.#decode = decode;
  }

  /** @throws GatewayError PROVIDER_ANSWER_INVALID */
  get value(): Value {
    this.#value ??= { decoded: this.#decode(this.bytes) };
    return this.#value.decoded;
  }

  /**
   * @returns what other bytes would have meant in place of these, for example the same body without its rows.
   * @throws GatewayError PROVIDER_ANSWER_INVALID
   */
  readAs(bytes: Buffer): Value {
    return this.#decode(bytes);
  }

  /** @returns the same bytes with what `change` makes of their meaning, when somebody first asks for it, and once. */
  map<Other>(change: (value: Value) => Other): Answer<Other> {
    return new Answer(this.bytes, (bytes) => change(this.#valueOf(bytes)), this.rowsAt);
  }

  /**
   * @returns the same answer; `look` is shown its meaning when somebody first asks for it, and once.
   * @param lookAtFailure is shown, once, why it has none.
   */
  seenBy(look: (value: Value) => void, lookAtFailure?: (failure: unknown) => void): Answer<Value> {
    let hasFailed = false;
    const decode = (bytes: Buffer): Value => {
      const value = this.#valueOr(bytes, (failure) => {
        // What only stands beside the rows may make no sense without them.
        if (!hasFailed && bytes === this.bytes) lookAtFailure?.(failure);
        hasFailed ||= bytes === this.bytes;
      });
      look(value);
      return value;
    };
    return new Answer(this.bytes, decode, this.rowsAt);
  }

  #valueOf(bytes: Buffer): Value {
    return bytes === this.bytes ? this.value : this.readAs(bytes);
  }

  #valueOr(bytes: Buffer, lookAtFailure: (failure: unknown) => void): Value {
    try {
      return this.#valueOf(bytes);
    } catch (failure) {
      lookAtFailure(failure);
      throw failure;
    }
  }
}
