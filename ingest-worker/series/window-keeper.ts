import type { Names } from "@/lib/domain/names";
import type { TimeWindow } from "@/lib/domain/window";
import type { Elasticsearch } from "@/lib/es/client";
import { createWindow, templateThere } from "@/lib/es/windows";
import type { StoreGate } from "../store-gate";
import { AGAIN, type StoreStep, stepOf } from "../store-step";

/** Creates each window's index when it is first met, and again when it was deleted under the worker. */
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
    const created = this.gate.persist(`window ${index}`, () => this.create(window));
    this.known.set(window.name, created);
    created.catch(() => this.known.delete(window.name));
    return created;
  }

  /** Runs `attempt` at the gate until it is done; where it finds that the window's index is missing, makes it again. */
  persist(window: TimeWindow, what: string, attempt: () => Promise<StoreStep>): Promise<void> {
    return this.gate.persist(what, async () => {
      const step = await attempt().catch(stepOf);
      return step.indexMissing ? this.makeAgain(window) : step;
    });
  }

  private async makeAgain(window: TimeWindow): Promise<StoreStep> {
    const made = await this.create(window);
    return made.kind === "done" ? AGAIN : made;
  }

  private async create(window: TimeWindow): Promise<StoreStep> {
    const template = await templateThere(this.es, this.names.windowTemplate);
    return template.kind === "done" ? createWindow(this.es, this.indexOf(window), window) : template;
  }
}
