/**
 * What a provider answered: the bytes as they came, and their meaning, worked out only when somebody asks. Keeping the
 * bytes lets a list be copied into the GraphQL answer without building objects (docs/adr/0010-answers-keep-their-bytes.md).
 */
export class Answer<Value> {
  readonly #decode: (bytes: Buffer) => Value;
  #value: { readonly decoded: Value } | undefined;

  constructor(
    readonly bytes: Buffer,
    decode: (bytes: Buffer) => Value,
  ) {
    this.#decode = decode;
  }

  /** @throws GatewayError PROVIDER_ANSWER_INVALID */
  get value(): Value {
    this.#value ??= { decoded: this.#decode(this.bytes) };
    return this.#value.decoded;
  }

  /** @returns the same bytes with what `change` makes of their meaning, when somebody first asks for it, and once. */
  map<Other>(change: (value: Value) => Other): Answer<Other> {
    return new Answer(this.bytes, () => change(this.value));
  }

  /**
   * @returns the same answer; `look` is shown its meaning when somebody first asks for it, and once.
   * @param lookAtFailure is shown, once, why it has none.
   */
  seenBy(look: (value: Value) => void, lookAtFailure?: (failure: unknown) => void): Answer<Value> {
    let hasFailed = false;
    return new Answer(this.bytes, () => {
      const value = this.#valueOr((failure) => {
        if (!hasFailed) lookAtFailure?.(failure);
        hasFailed = true;
      });
      look(value);
      return value;
    });
  }

  #valueOr(lookAtFailure: (failure: unknown) => void): Value {
    try {
      return this.value;
    } catch (failure) {
      lookAtFailure(failure);
      throw failure;
    }
  }
}
