import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/** Reads one line from standard input; at a terminal it asks first and echoes nothing. */
export async function readSecret(question: string): Promise<string> {
  const mute = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = process.stdin.isTTY === true;
  const lines = createInterface({ input: process.stdin, output: mute, terminal });
  try {
    if (terminal) process.stderr.write(question);
    for await (const line of lines) return line;
    return "";
  } finally {
    lines.close();
    if (terminal) process.stderr.write("\n");
  }
}
