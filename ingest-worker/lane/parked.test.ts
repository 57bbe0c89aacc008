import { describe, expect, it } from "vitest";
import { Parked } from "./parked";

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Records of a lane, by partition, that admits some. */
function aLane(...admitted: number[]) {
  const open = new Set(admitted);
  const waiting: { partition: number; resolve: () => void }[] = [];
  const stopped: number[] = [];
  const taken: string[] = [];
  const admission = {
    admits: (partition: number) => open.has(partition),
    admitted: (partition: number) =>
      open.has(partition)
        ? Promise.resolve()
        : new Promise<void>((resolve) => waiting.push({ partition, resolve })),
  };
  const parking = {
    stop: (partition: number) => stopped.push(partition),
    goOn: (partition: number) => stopped.splice(stopped.indexOf(partition), 1),
  };
  const parked = new Parked(admission, parking, (fault) => {
    throw fault;
  });
  return {
    stopped,
    taken,
    parked,
    come(partition: number, record: string) {
      const take = async () => {
        await settled();
        taken.push(record);
      };
      if (parked.mustWait(partition)) parked.add(partition, take);
      else void take();
    },
    admit(partition: number) {
      open.add(partition);
      for (const one of waiting) if (one.partition === partition) one.resolve();
    },
    over: async () => {
      for (let turns = 0; turns < 5; turns++) await settled();
    },
  };
}

describe("records of a partition from which none may be taken over", () => {
  it("wait, and keep no other partition's from going on", async () => {
    const lane = aLane(1);
    lane.come(0, "a");
    lane.come(1, "b");
    await lane.over();
    expect([lane.taken, lane.stopped]).toEqual([["b"], [0]]);
  });

  it("are taken over in their order once they may be, also those that come meanwhile", async () => {
    const lane = aLane();
    lane.come(0, "a");
    lane.come(0, "b");
    lane.admit(0);
    lane.come(0, "c");
    await lane.over();
    expect([lane.taken, lane.stopped]).toEqual([["a", "b", "c"], []]);
  });

  it("are not taken over where the partition was given to somebody else, or is read again", async () => {
    const lane = aLane();
    lane.come(0, "read before");
    lane.parked.forget();
    expect(lane.stopped).toEqual([]);
    lane.come(0, "read again");
    lane.admit(0);
    await lane.over();
    expect(lane.taken).toEqual(["read again"]);
  });

  it("never wait in a lane that takes everything over", () => {
    const parking = { stop: () => undefined, goOn: () => undefined };
    expect(new Parked(null, parking, () => undefined).mustWait(0)).toBe(false);
  });
});
