/** Every fault of the configuration at once, so that an operator repairs it in one go. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly faults: readonly string[];

  /** @param found may name a fault twice, where two parts of the configuration share it. */
  constructor(found: readonly string[]) {
    const faults = [...new Set(found)];
    const lines = faults.map((fault) => `\n  - ${fault}`);
    super(`The configuration has ${faults.length} fault(s):${lines.join("")}`);
    this.faults = faults;
  }
}
