import type { Sample } from "../measure.js";

/** @throws Error where a worker died meanwhile, or another one than was asked for took part. */
export function mustHaveWorked({ operation, workers, workerCpuMs, serverCpuMs }: Sample): void {
  // No system without /proc tells of processes.
  const isUnknown = workerCpuMs.length === 0 && Number.isNaN(serverCpuMs);
  if (isUnknown || (workerCpuMs.length === workers && !workerCpuMs.some(Number.isNaN))) return;
  throw new Error(
    `${operation}: not all of ${workers} worker(s) ran from the beginning of a measurement to its end`,
  );
}
