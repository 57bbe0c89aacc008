import { GRAINS, type Grain } from "@/lib/domain/figures";

/** Whether a way to part a report is one by time. */
export const isGrain = (name: string): name is Grain => GRAINS.some((grain) => grain === name);
