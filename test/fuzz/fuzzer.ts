import type { Random } from "../../src/sandbox/seed/random.js";
import type { BankCase } from "./bank-case.js";
import { Corpus } from "./corpus.js";
import type { FuzzWorld } from "./fuzz-world.js";
import { judge, outcomeFeatures } from "./judge.js";
import { mutate, splice, withView } from "./mutations.js";
import { VIEW_NAMES } from "./operations.js";
import type { ReachedCode } from "./reached-code.js";
import { validCase } from "./valid-bodies.js";

/** A look at V8's counters costs as much as two or three runs. */
const RUNS_PER_LOOK = 20;
const MAX_CHANGES = 5;
/** Processor time, so that other work on the machine makes nothing slow. A run takes some ten milliseconds. */
const MAX_CPU_MS = 3000;

interface FuzzerParts {
  readonly world: FuzzWorld;
  readonly reached: ReachedCode;
  readonly random: Random;
  /** Told of each input before it is run: one that ends the process is known by that. */
  readonly before: (input: BankCase) => void;
  readonly onFinding: (what: readonly string[], input: BankCase) => void;
}

/** Changes inputs that reached new code, again and again. */
export class Fuzzer {
  readonly #parts: FuzzerParts;
  readonly #corpus: Corpus;
  readonly #features = new Set<string>();
  executions = 0;
  /** The most upstream calls that one operation cost. */
  mostCalls = 0;

  constructor(parts: FuzzerParts) {
    this.#parts = parts;
    this.#corpus = new Corpus(parts.random);
  }

  get corpusSize(): number {
    return this.#corpus.size;
  }

  get features(): number {
    return this.#features.size;
  }

  /** Begins with banks that keep to FDX. */
  async begin(): Promise<void> {
    for (const view of VIEW_NAMES) {
      const input = validCase(this.#parts.random, view);
      await this.#run(input);
      this.#corpus.add(input);
    }
    this.#parts.reached.look(true);
  }

  /** Some runs, and what they reached. */
  async round(): Promise<void> {
    const inputs: BankCase[] = [];
    for (let run = 0; run < RUNS_PER_LOOK; run += 1) {
      const input = this.#next();
      inputs.push(input);
      if (await this.#run(input)) this.#corpus.add(input);
    }
    if (this.#parts.reached.look(false)) await this.#keepThoseThatReach(inputs);
  }

  /** Something new was reached by one of them: each is run again alone, to see which. */
  async #keepThoseThatReach(inputs: readonly BankCase[]): Promise<void> {
    for (const input of inputs) {
      await this.#run(input);
      if (this.#parts.reached.look(true)) this.#corpus.add(input);
    }
  }

  #next(): BankCase {
    const { random } = this.#parts;
    if (random.chance(0.03)) return validCase(random);
    let input = this.#corpus.pick();
    if (random.chance(0.1)) input = splice(input, this.#corpus.pick(), random);
    if (random.chance(0.05)) input = withView(input, random);
    const changes = random.integer(1, MAX_CHANGES);
    for (let change = 0; change < changes; change += 1) input = mutate(input, random);
    return input;
  }

  /** @returns whether something failed at a place, or in a way, where nothing did so before. */
  async #run(input: BankCase): Promise<boolean> {
    const { world, before, onFinding } = this.#parts;
    before(input);
    const usedBefore = process.cpuUsage();
    const outcome = await world.run(input);
    const { user, system } = process.cpuUsage(usedBefore);
    const cpuMs = (user + system) / 1000;
    this.executions += 1;
    this.mostCalls = Math.max(this.mostCalls, ...outcome.answers.map(({ calls }) => calls));
    const findings = [...judge(outcome, (id) => world.decode(id))];
    if (cpuMs > MAX_CPU_MS) findings.push(`it took ${cpuMs.toFixed(0)} ms of processor time`);
    if (findings.length > 0) onFinding(findings, input);
    const known = this.#features.size;
    for (const feature of outcomeFeatures(outcome)) this.#features.add(feature);
    return this.#features.size > known;
  }
}
