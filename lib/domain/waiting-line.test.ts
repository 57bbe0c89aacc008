import { describe, expect, it } from "vitest";
import { WaitingLine } from "./waiting-line";

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Work that ends when it is told to. */
function work(line: WaitingLine, name: string, log: string[]) {
  let end = (_fault?: Error): void => undefined;
  const done = line.run(
    () =>
      new Promise<string>((resolve, reject) => {
        log.push(name);
        end = (fault) => (fault ? reject(fault) : resolve(name));
      }),
  );
  return { done, end: (fault?: Error) => end(fault) };
}

describe("a waiting line", () => {
  it("runs no more at once than it may, the others in the order of arrival, and turns away the rest", async () => {
    const log: string[] = [];
    const line = new WaitingLine(2, 2);
    const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => work(line, name, log));
    expect(await work(line, "e", log).done).toBeNull();
    expect(log).toEqual(["a", "b"]);
    b?.end();
    expect(await b?.done).toBe("b");
    await settle();
    expect(log).toEqual(["a", "b", "c"]);
    a?.end();
    await settle();
    expect(log).toEqual(["a", "b", "c", "d"]);
    c?.end();
    d?.end();
    expect(await Promise.all([a?.done, c?.done, d?.done])).toEqual(["a", "c", "d"]);
    expect(await line.run(async () => "again")).toBe("again");
  });

  it("goes on after work that failed", async () => {
    const log: string[] = [];
    const line = new WaitingLine(1, 1);
    const first = work(line, "first", log);
    const second = work(line, "second", log);
    first.end(new Error("broken"));
    await expect(first.done).rejects.toThrow("broken");
    await settle();
    second.end();
    expect(await second.done).toBe("second");
    expect(await line.run(async () => "free")).toBe("free");
  });
});
