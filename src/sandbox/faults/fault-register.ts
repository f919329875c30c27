import { customerFault } from "../seed/customer-fault.js";
import type { WireAnswer } from "../fdx/wire-answer.js";
import type { FaultCall, NamedFault, Serve } from "./fault.js";
import { FAULTS, isFaultName, type FaultName } from "./faults.js";

/** A fault as the control endpoint sets it. */
export interface FaultSetting {
  readonly name: FaultName;
  /** Only calls whose path holds this text. */
  readonly path: string;
  /** For so many calls; without end if missing. */
  readonly times?: number;
}

/** What the register itself must know of a call. */
export interface MetCall extends Omit<FaultCall, "memory" | "reading"> {
  readonly personId: string;
  /** Empty for a call without a good token. */
  readonly grantId: string;
  /** Below the base URL, without its query. */
  readonly path: string;
}

interface ActiveFault {
  readonly setting: FaultSetting;
  left: number;
  readonly memories: Map<string, Map<string, string>>;
}

/** The faults that are switched on: for everybody by the control endpoint, or for one customer by their name. */
export class FaultRegister {
  #active: readonly ActiveFault[] = [];
  readonly #ofCustomers = new Map<FaultName, ActiveFault>();
  readonly #readings = new Map<string, number>();

  set(setting: FaultSetting): void {
    this.#active = [...this.#active, activated(setting)];
  }

  clear(): void {
    this.#active = [];
    this.#ofCustomers.clear();
    this.#readings.clear();
  }

  active(): readonly (FaultSetting & { readonly left: number | null })[] {
    return this.#active.map(({ setting, left }) => ({
      ...setting,
      left: Number.isFinite(left) ? left : null,
    }));
  }

  /** Answers a call through every fault that it meets: the one set first is the nearest to the bank. */
  async answer(serve: Serve, call: MetCall): Promise<WireAnswer> {
    const met = this.#met(call);
    if (met.length === 0) return serve();
    const reading = this.#reading(call);
    const around = met.reduce<Serve>((inner, active) => {
      const { fault }: NamedFault = FAULTS[active.setting.name];
      const faultCall = { ...call, reading, memory: memoryOf(active, call.grantId) };
      // A fault that asks twice must not be asked with the changes of another.
      return async (changes, shift) =>
        fault((own, ownShift) => inner({ ...changes, ...own }, ownShift ?? shift), faultCall);
    }, serve);
    return around();
  }

  #met(call: MetCall): readonly ActiveFault[] {
    const name = customerFault(call.personId);
    const own = isFaultName(name) ? [this.#ofCustomer(name)] : [];
    const met = [...this.#active, ...own].filter(({ setting, left }) => {
      const { only }: NamedFault = FAULTS[setting.name];
      return left > 0 && (only ?? [call.kind]).includes(call.kind) && call.path.includes(setting.path);
    });
    for (const active of met) active.left -= 1;
    return met;
  }

  #ofCustomer(name: FaultName): ActiveFault {
    const active = this.#ofCustomers.get(name) ?? activated({ name, path: "" });
    this.#ofCustomers.set(name, active);
    return active;
  }

  #reading({ grantId, path, query }: MetCall): number {
    const key = `${grantId} ${path}`;
    const before = this.#readings.get(key) ?? 0;
    const reading = query.text("pageKey") === undefined ? before + 1 : before;
    this.#readings.set(key, reading);
    return reading;
  }
}

/** @returns `undefined` for what is no setting. */
export function faultSettingFrom(body: unknown): FaultSetting | undefined {
  const { name, path = "", times } = (body ?? {}) as { name?: unknown; path?: unknown; times?: unknown };
  if (!isFaultName(name) || typeof path !== "string") return undefined;
  if (times === undefined) return { name, path };
  return isCount(times) ? { name, path, times } : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value > 0;
}

function activated(setting: FaultSetting): ActiveFault {
  return { setting, left: setting.times ?? Number.POSITIVE_INFINITY, memories: new Map() };
}

function memoryOf({ memories }: ActiveFault, grantId: string): Map<string, string> {
  const memory = memories.get(grantId) ?? new Map<string, string>();
  memories.set(grantId, memory);
  return memory;
}
