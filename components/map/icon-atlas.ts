import type { Texture } from "@luma.gl/core";
import { SHAPES } from "@/components/ui/glyph";
import { STATUSES, type Status } from "@/lib/domain/bike-status";
import type { StatusColours } from "./status-colours";

/** Pixels of one icon; the shapes are drawn in a square of 14 with an edge around. */
const SIZE = 48;
const SHAPE_UNITS = 14;
const MARGIN = 6;

export interface IconAtlas {
  readonly image: Texture;
  readonly mapping: Readonly<Record<string, { x: number; y: number; width: number; height: number }>>;
}

/** The shapes of all statuses side by side, each with an edge that parts it from the map, as one image. */
export function iconAtlas(colours: StatusColours, edge: string): IconAtlas {
  const canvas = document.createElement("canvas");
  canvas.width = SIZE * STATUSES.length;
  canvas.height = SIZE;
  const context = canvas.getContext("2d");
  const mapping: Record<string, { x: number; y: number; width: number; height: number }> = {};
  for (const [at, status] of STATUSES.entries()) {
    mapping[status] = { x: at * SIZE, y: 0, width: SIZE, height: SIZE };
    if (context) draw(context, at * SIZE, status, colours[status], edge);
  }
  return { image: asTexture(canvas), mapping };
}

/** deck.gl takes every image of the browser in place of a texture; its types do not say so. */
const asTexture = (canvas: HTMLCanvasElement): Texture => canvas as unknown as Texture;

function draw(
  context: CanvasRenderingContext2D,
  x: number,
  status: Status,
  colour: string,
  edge: string,
): void {
  const { path, filled } = SHAPES[status];
  const shape = new Path2D(path);
  const scale = (SIZE - 2 * MARGIN) / SHAPE_UNITS;
  context.save();
  context.translate(x + MARGIN, MARGIN);
  context.scale(scale, scale);
  context.lineJoin = "round";
  context.strokeStyle = edge;
  context.lineWidth = filled ? 2.5 : 4.5;
  context.stroke(shape);
  if (filled) {
    context.fillStyle = colour;
    context.fill(shape, "evenodd");
  } else {
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.stroke(shape);
  }
  context.restore();
}
