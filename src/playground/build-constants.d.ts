/** Put in by `build.js`: the file of each Monaco worker, relative to the program's own. */
declare const WORKER_FILES: Readonly<Record<string, string>> & { readonly editor: string };
