interface MonacoEnvironment {
  getWorker(workerId: string, label: string): Worker;
}

/** Tells Monaco where its workers are: files of our own, so that the policy needs no `blob:`. */
export function setUpMonacoWorkers(): void {
  const environment: MonacoEnvironment = {
    getWorker: (_workerId, label) =>
      new Worker(new URL(WORKER_FILES[label] ?? WORKER_FILES.editor, import.meta.url)),
  };
  Object.assign(globalThis, { MonacoEnvironment: environment });
}
