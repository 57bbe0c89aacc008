import type { MasterData } from "@/lib/audit/as-author";
import type { Actor } from "@/lib/domain/actor";
import type { Admits } from "./admits";
import type { Target } from "./world";

/** A verb or question as it is walked: one entry for each way in which it can be asked. */
export interface Step {
  /** The exported function. */
  readonly name: string;
  /** Which way it is asked, where there are several. */
  readonly way?: string;
  readonly admits: Admits;
  /** What those hear who are admitted, but to another tenant's things. */
  readonly elsewhere: "not-found" | "forbidden" | "done";
  /** Whether a fleet is answered about a bike that it has or had. */
  readonly forFleets?: boolean;
  ask(author: Actor, target: Target, stores: MasterData): Promise<unknown>;
}
