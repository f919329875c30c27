import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout } from "node:timers/promises";
import { Child, type ChildProgram } from "../child.js";
import { portOf } from "../parent-channel.js";

/** For servers that are told a port and do not say when they listen on it. */

const LOOK_MS = 100;

/** @returns a port of loopback that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = portOf(server);
  server.close();
  await once(server, "close");
  return port;
}

/** Starts a program and waits until it listens on the port that it was told. */
export async function startOnPort(
  program: ChildProgram,
  port: number,
): Promise<{ readonly child: Child; readonly url: string }> {
  return Child.startForeign(program, async () => {
    return (await isListening(port)) ? `http://127.0.0.1:${port}` : undefined;
  });
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    await setTimeout(LOOK_MS);
    return false;
  } finally {
    socket.destroy();
  }
}
