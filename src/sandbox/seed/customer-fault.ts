/** Between a person's id and the fault they bank with: `alex~next-to-itself` is Alex with a bank that fails so. */
const MARK = "~";

/** The person behind an id that may name a fault. */
export function personBehind(personId: string): string {
  return personId.split(MARK)[0] ?? personId;
}

/** The fault an id names, if any. */
export function customerFault(personId: string): string | undefined {
  const [, ...fault] = personId.split(MARK);
  return fault.length === 0 ? undefined : fault.join(MARK);
}
