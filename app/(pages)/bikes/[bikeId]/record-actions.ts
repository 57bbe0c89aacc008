"use server";

import { z } from "zod";
import type { Answer } from "@/components/states/answer";
import { proposeCorrection } from "@/lib/bikes/corrections/propose-correction";
import { moveModule } from "@/lib/bikes/move-module";
import { reinstateBike } from "@/lib/bikes/reinstate-bike";
import { swapComponent } from "@/lib/bikes/swap-component";
import { type VoidPeriodInput, voidPeriod } from "@/lib/bikes/void-period";
import { withdrawBike } from "@/lib/bikes/withdraw-bike";
import { COMPONENT_KINDS } from "@/lib/domain/master-data";
import { changed } from "./changed";

const line = z.string();
const Swap = z.object({
  kind: z.enum(COMPONENT_KINDS),
  serial: line,
  reason: line,
  partNumber: line.optional(),
  at: line.optional(),
  oldSerial: line.optional(),
  movedTo: line.optional(),
  reportsAs: line.optional(),
  takes: line.optional().transform((text) => text === "yes"),
});
const Propose = z.object({ field: line, proposed: line, evidence: line });
const Reasoned = z.object({ reason: line });

/** Puts a component into the bike. */
export async function swap(bikeId: string, form: FormData): Promise<Answer<unknown>> {
  return changed("swap-component", { bikeId, form, shape: Swap }, (actor, { kind, reportsAs, ...input }) =>
    kind === "module"
      ? moveModule(actor, { bikeId, reportsAs, ...input })
      : swapComponent(actor, { bikeId, kind, ...input }),
  );
}

/** Proposes that something of the bike be another value. */
export async function propose(bikeId: string, form: FormData): Promise<Answer<unknown>> {
  return changed("propose-correction", { bikeId, form, shape: Propose }, (actor, input) =>
    proposeCorrection(actor, { bikeId, ...input }),
  );
}

/** Takes back the registration of the bike. */
export async function withdraw(bikeId: string, form: FormData): Promise<Answer<unknown>> {
  return changed("withdraw-bike", { bikeId, form, shape: Reasoned }, (actor, input) =>
    withdrawBike(actor, { bikeId, ...input }),
  );
}

/** Registers the withdrawn bike again. */
export async function reinstate(bikeId: string, form: FormData): Promise<Answer<unknown>> {
  return changed("reinstate-bike", { bikeId, form, shape: Reasoned }, (actor, input) =>
    reinstateBike(actor, { bikeId, ...input }),
  );
}

/** Voids a period of the bike. */
export async function voidOf(
  bikeId: string,
  what: z.input<typeof VoidPeriodInput>["what"],
  id: number,
  form: FormData,
): Promise<Answer<unknown>> {
  return changed("void-period", { bikeId, form, shape: Reasoned }, (actor, input) =>
    voidPeriod(actor, { bikeId, what, id, ...input }),
  );
}
