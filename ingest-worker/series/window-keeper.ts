import type { Names } from "@/lib/domain/names";
import type { TimeWindow } from "@/lib/domain/window";
import type { Elasticsearch } from "@/lib/es/client";
import { createWindow } from "@/lib/es/windows";
import type { StoreGate } from "../store-gate";

/** Creates each window's index when it is first met, once per process. */
export class WindowKeeper {
  private readonly known = new Map<string, Promise<void>>();

  constructor(
    private readonly es: Elasticsearch,
    private readonly names: Names,
    private readonly gate: StoreGate,
  ) {}

  indexOf(window: TimeWindow): string {
    return this.names.windowPrefix + window.name;
  }

  ensure(window: TimeWindow): Promise<void> {
    const known = this.known.get(window.name);
    if (known) return known;
    const index = this.indexOf(window);
    const created = this.gate.persist(`window ${index}`, () => createWindow(this.es, index, window));
    this.known.set(window.name, created);
    created.catch(() => this.known.delete(window.name));
    return created;
  }

  /** After the store said that the index is missing. */
  forget(window: TimeWindow): void {
    this.known.delete(window.name);
  }
}
