import { z } from "zod";
import { STATUSES, type Status } from "./bike-status";

/** Degrees WGS84; `west` may be greater than `east` across the date line. */
export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** What one map shows: where, how near, and which bikes of those that its viewer may see. */
export interface LiveView {
  /** Chosen by the viewer, to tell several views on one stream apart. */
  readonly id: string;
  readonly bounds: Bounds;
  /** As web maps count it, tiles of 512 px. */
  readonly zoom: number;
  readonly statuses: readonly Status[];
  /** One fleet, or null for all. */
  readonly fleetId: string | null;
}

/** On one stream. */
export const MAX_VIEWS = 8;
const SEPARATOR = "~";
const ALL = "*";
const NONE = "-";

const degrees = (limit: number) => z.coerce.number().min(-limit).max(limit);
const Parts = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,36}$/),
  box: z.tuple([degrees(180), degrees(90), degrees(180), degrees(90)]),
  zoom: z.coerce.number().min(0).max(22),
  statuses: z.array(z.enum(STATUSES)).max(STATUSES.length),
  fleet: z.string().min(1).max(64),
});

/** A view as one query parameter; null for a text that is none. */
export function parseLiveView(text: string): LiveView | null {
  const [id, box, zoom, chosen, fleet, ...more] = text.split(SEPARATOR);
  if (more.length > 0) return null;
  const parsed = Parts.safeParse({
    id,
    box: box?.split(","),
    zoom,
    statuses: chosen === ALL ? STATUSES : chosen === NONE ? [] : chosen?.split("."),
    fleet,
  });
  if (!parsed.success) return null;
  const [west, south, east, north] = parsed.data.box;
  if (south > north) return null;
  return {
    id: parsed.data.id,
    bounds: { west, south, east, north },
    zoom: parsed.data.zoom,
    statuses: STATUSES.filter((status) => parsed.data.statuses.includes(status)),
    fleetId: parsed.data.fleet === ALL ? null : parsed.data.fleet,
  };
}

/** Bounds are rounded outwards to about a metre, so that small moves ask for the same. */
export function formatLiveView({ id, bounds, zoom, statuses, fleetId }: LiveView): string {
  const down = (value: number) => Math.floor(value * 1e5) / 1e5;
  const up = (value: number) => Math.ceil(value * 1e5) / 1e5;
  const box = [down(bounds.west), down(bounds.south), up(bounds.east), up(bounds.north)];
  const chosen = statuses.length === STATUSES.length ? ALL : statuses.join(".") || NONE;
  return [id, box.join(","), Math.round(zoom * 100) / 100, chosen, fleetId ?? ALL].join(SEPARATOR);
}
