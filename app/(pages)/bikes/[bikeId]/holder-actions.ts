"use server";

import { z } from "zod";
import type { Answer } from "@/components/states/answer";
import { assignFleet } from "@/lib/bikes/assign-fleet";
import { endAssignment } from "@/lib/bikes/end-assignment";
import { transferBike } from "@/lib/bikes/transfer-bike";
import { changed } from "./changed";

const line = z.string();
const Assign = z.object({ fleetId: line, from: line.optional(), to: line.optional(), reason: line });
const End = z.object({ at: line.optional(), reason: line });
const Transfer = z.object({ organisationId: line, reference: line, from: line.optional(), reason: line });

/** Gives the bike to a fleet. */
export async function assign(bikeId: string, form: FormData): Promise<Answer<unknown>> {
  return changed("assign-fleet", { bikeId, form, shape: Assign }, (actor, input) =>
    assignFleet(actor, { bikeId, ...input }),
  );
}

/** Takes the bike out of its fleet. */
export async function endAssignmentOf(bikeId: string, form: FormData): Promise<Answer<unknown>> {
  return changed("end-assignment", { bikeId, form, shape: End }, (actor, input) =>
    endAssignment(actor, { bikeId, ...input }),
  );
}

/** Makes a rider the owner of the bike. */
export async function transfer(bikeId: string, form: FormData): Promise<Answer<unknown>> {
  return changed("transfer-bike", { bikeId, form, shape: Transfer }, (actor, input) =>
    transferBike(actor, { bikeId, ...input }),
  );
}
