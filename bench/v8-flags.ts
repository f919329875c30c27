/**
 * V8's flags of the gateway and, so that the two can be compared, of the hand-written proxy: what the gateway is started
 * with in production. `--v8-flags` tries others.
 */
export const V8_FLAGS: readonly string[] = [];
