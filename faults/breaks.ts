import { Quarantine } from "@/ingest-worker/aside/quarantine";
import { WaitingRoom } from "@/ingest-worker/aside/waiting-room";
import { Lane } from "@/ingest-worker/lane/lane";
import { Offsets } from "@/ingest-worker/lane/offsets";
import { RowJoiner } from "@/ingest-worker/series/row-joiner";
import { SealedRows } from "@/ingest-worker/series/sealed-rows";
import { BikeState } from "@/ingest-worker/state/bike-state";
import { StateKeeper } from "@/ingest-worker/state/keeper";
import { StateIndex } from "@/ingest-worker/state/state-index";
import { StoreGate } from "@/ingest-worker/store-gate";

interface Break {
  /** What the worker does wrong then. */
  readonly what: string;
  /** Scenarios that must notice. */
  readonly noticedBy: readonly string[];
  readonly apply: () => void;
}

/** Ways to break the worker. They exist in the laboratory only: each takes one thing out that keeps a promise. */
export const BREAKS: Readonly<Record<string, Break>> = {
  "commit-at-once": {
    what: "commits an offset when its record was taken over, before anything of it is durable",
    noticedBy: ["worker-killed"],
    apply: () => {
      const enter = Offsets.prototype.enter;
      Offsets.prototype.enter = function (...args) {
        enter.apply(this, args)();
        return () => undefined;
      };
    },
  },
  "give-up": {
    what: "tries each request once and takes it for done",
    noticedBy: ["elasticsearch-busy", "elasticsearch-killed"],
    apply: () => {
      StoreGate.prototype.persist = async (_what, attempt) => {
        await attempt().catch(() => undefined);
      };
    },
  },
  "no-joins": {
    what: "takes a conflict for a duplicate without joining",
    noticedBy: ["nothing"],
    apply: () => {
      RowJoiner.prototype.join = async () => ({ gone: [], moved: [] });
    },
  },
  "sealed-not-searched": {
    what: "does not look for a reading in sealed generations before it stores it in a later one",
    noticedBy: ["window-sealed"],
    apply: () => {
      SealedRows.prototype.settle = async (_placing, rows) => rows;
    },
  },
  "newest-arrival": {
    what: "lets the reading that arrived last be the state, whenever it was measured",
    noticedBy: ["worker-killed"],
    apply: () => {
      const apply = BikeState.prototype.apply;
      BikeState.prototype.apply = function (timeMs, ...rest) {
        Reflect.get(this, "times").fill(Number.NEGATIVE_INFINITY);
        this.newestAtMs = Number.NEGATIVE_INFINITY;
        return apply.call(this, timeMs, ...rest);
      };
    },
  },
  "states-later": {
    what: "does not wait for states before it commits",
    noticedBy: ["worker-killed"],
    apply: () => {
      StateKeeper.prototype.settled = () => Promise.resolve();
    },
  },
  "states-unpublished": {
    what: "stores states and publishes none",
    noticedBy: ["nothing"],
    apply: () => {
      const write = StateIndex.prototype.write;
      StateIndex.prototype.write = async function (bikes) {
        await write.call(this, bikes);
        return [];
      };
    },
  },
  "losers-forgotten": {
    what: "keeps nothing of a value that loses a collision",
    noticedBy: ["nothing"],
    apply: () => {
      const store = Quarantine.prototype.store;
      Quarantine.prototype.store = function (entries) {
        return store.call(
          this,
          entries.filter(({ reason }) => reason !== "collision"),
        );
      };
    },
  },
  "commits-go-back": {
    what: "commits the beginning now and then",
    noticedBy: ["nothing"],
    apply: () => {
      const committable = Offsets.prototype.committable;
      const asked = new WeakMap<Offsets, number>();
      Offsets.prototype.committable = function () {
        const offered = committable.call(this);
        const times = (asked.get(this) ?? 0) + Math.min(1, offered.length);
        asked.set(this, times);
        return times % 2 === 0 ? offered.map(({ partition }) => ({ partition, offset: "0" })) : offered;
      };
    },
  },
  "own-clock": {
    what: "lets its own clock decide whether the time of a reading has come",
    noticedBy: ["worker-clock-ahead"],
    apply: () => {
      const sweep = WaitingRoom.prototype.sweep;
      WaitingRoom.prototype.sweep = function () {
        return sweep.call(this, Date.now());
      };
    },
  },
  "no-beat": {
    what: "does not keep its membership while it waits",
    noticedBy: ["elasticsearch-frozen"],
    apply: () => {
      Reflect.set(Lane.prototype, "waitFor", (what: Promise<void>) => what);
    },
  },
};

export function breakIt(name: string): void {
  const found = BREAKS[name];
  if (!found) throw new Error(`--break: expected one of ${Object.keys(BREAKS).join(", ")}, got "${name}"`);
  found.apply();
}
