import { cache } from "react";
import { getBikeRecord } from "@/lib/bikes/get-bike-record";
import { getBikeStory } from "@/lib/bikes/get-bike-story";
import type { BikeRecord } from "@/lib/bikes/record/models";
import type { StoryEntry } from "@/lib/bikes/story/models";
import { newestFirst } from "@/lib/bikes/story/newest-first";
import { maySeeRecord } from "@/lib/bikes/who";
import type { UserActor } from "@/lib/domain/actor";
import type { BikeState, CoverageDay } from "@/lib/telemetry/models";
import { tellReadings } from "./tell-readings";

/** What is registered of a bike; null where nothing is, or nothing that the actor may see. */
export const askRecord = cache(
  async (actor: UserActor, bikeId: string): Promise<BikeRecord | null> =>
    maySeeRecord(actor) ? getBikeRecord(actor, bikeId) : null,
);

/** One timeline of what was done with a bike and what was heard of it. */
export async function askStory(
  actor: UserActor,
  bikeId: string,
  heard: { readonly state: BikeState | null; readonly coverage: readonly CoverageDay[] | null },
): Promise<StoryEntry[]> {
  const told = maySeeRecord(actor) ? ((await getBikeStory(actor, bikeId)) ?? []) : [];
  return newestFirst([...told, ...tellReadings(heard.state, heard.coverage ?? [])]);
}
