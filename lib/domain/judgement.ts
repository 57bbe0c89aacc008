import { type Figure, greatestBy, type Labels, type Measured, sumBy, where } from "./measured";
import { bucketsOf, quantileOf } from "./quantile";

/** For what an alarm's condition holds at an instant: the labels of each series of PromQL's answer. */
export type Judgement = (now: Measured) => readonly Labels[];

const LIVE = { lane: "telemetry" };
const DAY_MINUTES = 24 * 60;

/** The series, each once, by these labels alone. */
const distinct = (names: readonly string[], figures: readonly Figure[]): readonly Labels[] =>
  figures.length === 0 ? [] : greatestBy(names, figures).map(({ labels }) => labels);

/** Gauges of this name that are `value`, by these labels. */
export const gaugeIs =
  (name: string, value: number, by: readonly string[], only: Labels = {}): Judgement =>
  (now) =>
    distinct(
      by,
      where(now.gauges(name), only).filter((gauge) => gauge.value === value),
    );

/** Whether any gauge of this name is beyond `most`. */
export const anyBeyond =
  (most: number, name: string): Judgement =>
  (now) =>
    now.gauges(name).some(({ value }) => value > most) ? [{}] : [];

/** Counters of this name that grew by more than `most`, by lane. */
export const grewBeyond =
  (most: number, name: string, minutes: number, only: Labels = {}): Judgement =>
  (now) => {
    const grown = where(now.grown(name, minutes), only).filter(({ value }) => value > 0);
    return distinct(
      ["lane"],
      sumBy(["lane"], grown).filter(({ value }) => value > most),
    );
  };

/** Whether the counters of this name grew together. */
export const anyGrew =
  (name: string, minutes: number): Judgement =>
  (now) =>
    now.grown(name, minutes).some(({ value }) => value > 0) ? [{}] : [];

/** Gauges of this name that changed at least so often. */
export const changedOften =
  (least: number, name: string, minutes: number): Judgement =>
  (now) =>
    now
      .changes(name, minutes)
      .filter(({ value }) => value >= least)
      .map(({ labels }) => labels);

/** The live lane, where its slowest in a hundred took longer than this. */
export const slowerThan =
  (seconds: number, name: string, minutes: number): Judgement =>
  (now) => {
    const behind = quantileOf(bucketsOf(where(now.grown(name, minutes), LIVE)), 0.99);
    return behind !== null && behind > seconds ? [LIVE] : [];
  };

/** The live lane, where its counter stood still although it had grown within the day before. */
export const stoodStill =
  (name: string, minutes: number): Judgement =>
  (now) => {
    const grown = (length: number, minutesAgo?: number) =>
      sumBy(["lane"], where(now.grown(name, length, minutesAgo), LIVE));
    const isStill = grown(minutes).some(({ value }) => value === 0);
    return isStill && grown(DAY_MINUTES, minutes).some(({ value }) => value > 0) ? [LIVE] : [];
  };

/** Lanes whose gauge is beyond `most` and rises. */
export const risesBeyond =
  (most: number, name: string, minutes: number): Judgement =>
  (now) => {
    const beyond = now.gauges(name).filter(({ value }) => value > most);
    if (beyond.length === 0) return [];
    const rising = now.slopes(name, minutes).filter(({ value }) => value > 0);
    return distinct(["lane"], beyond).filter((lane) => where(rising, lane).length > 0);
  };
