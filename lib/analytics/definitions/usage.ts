import { measuredPart } from "@/lib/domain/measured-part";
import type { Definition } from "../definition";
import { rides } from "./count-rides";
import { OF_RIDING } from "./of-riding";

export const usage = {
  id: "usage",
  title: "How much are bikes ridden, and when?",
  about: "Rides, distance, time in motion and active bikes by day, hour of day and model.",
  ...OF_RIDING,
  formula: 2,
  measures: [
    rides,
    {
      name: "distance_m",
      label: "Distance",
      unit: "m",
      kind: "sum",
      step: 1,
      formula:
        "sum of the rides' distances: great circles between positions at most 60 s apart, by the bike's odometer where there are none",
      of: ({ distance_m }) => distance_m,
    },
    {
      name: "moving_s",
      label: "Time in motion",
      unit: "s",
      kind: "sum",
      step: 1,
      formula: "sum of the rides' times in motion",
      of: ({ moving_s }) => moving_s,
    },
    {
      name: "way_m",
      label: "Distance measured step by step",
      unit: "m",
      kind: "sum",
      step: 1,
      formula:
        "of the rides' distances, what lies between positions or readings of the odometer at most 60 s apart",
      of: (ride) => measuredPart(ride).metres,
    },
    {
      name: "way_s",
      label: "Time in motion on it",
      unit: "s",
      kind: "sum",
      step: 1,
      formula: "of the rides' times in motion, what was ridden on the distance measured step by step",
      of: (ride) => measuredPart(ride).seconds,
    },
    {
      name: "bikes",
      label: "Active bikes",
      unit: "bikes",
      kind: "distinct",
      formula:
        "different bikes of the rides that are told; one that several riders ride counts for each of them. Of a day, week or quarter in whole tens, rounded down; of an hour of a day exactly. Never added, since a bike that rides twice would count twice: of several days there is their mean, without days that are unfinished, and none where one of them has too few riders",
    },
  ],
  ratios: [
    {
      name: "distance_per_ride",
      label: "Distance per ride",
      unit: "m",
      formula: "distance / rides",
      numerator: "distance_m",
      denominator: "rides",
      factor: 1,
    },
    {
      name: "speed",
      label: "Average speed",
      unit: "km/h",
      formula: "3.6 × distance measured step by step / time in motion on it",
      numerator: "way_m",
      denominator: "way_s",
      factor: 3.6,
    },
  ],
} as const satisfies Definition;
