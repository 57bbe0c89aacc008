import { createServer } from "node:net";

const TRIES = 100;

/**
 * The usual port when it is free and not promised yet, else the next one that is. A usual port of 0 takes any.
 * @throws Error when none of the next hundred is free.
 */
export async function pickPort(usual: number, promised: Set<number>): Promise<number> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const wanted = usual === 0 ? 0 : usual + attempt;
    if (promised.has(wanted)) continue;
    const port = await tryPort(wanted);
    if (port === undefined || promised.has(port)) continue;
    promised.add(port);
    return port;
  }
  throw new Error(`No free port on 127.0.0.1 from ${usual} to ${usual + TRIES - 1}.`);
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(undefined));
    probe.listen({ host: "127.0.0.1", port, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" ? address?.port : undefined));
    });
  });
}
