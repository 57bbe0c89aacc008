import { IconLayer, LineLayer, ScatterplotLayer, TextLayer } from "@deck.gl/layers";
import type { ShownBike } from "@/components/live-map/live-model";
import type { Status } from "@/lib/domain/bike-status";
import type { LiveCluster } from "@/lib/domain/live-events";
import { formatCompact } from "@/lib/format/number";
import type { IconAtlas } from "./icon-atlas";
import type { LiveFrame } from "./live-frame";
import { type MapPalette, rgb } from "./palette";
import type { StatusColours } from "./status-colours";

const ICON_PX = 21;
const BADGE_PX = 16;

export interface LiveLook {
  readonly palette: MapPalette;
  readonly colours: StatusColours;
  readonly atlas: IconAtlas;
}

/** Layers of bikes from near: icons, the way behind those that ride, and a ring around the chosen one. */
export function bikeLayers(
  frame: LiveFrame,
  look: LiveLook,
  chosen: { readonly lat: number; readonly lon: number } | null,
  onPick: (bike: ShownBike) => void,
  onHover: (bike: ShownBike | null) => void,
) {
  const { bikes, positions, angles, trails } = frame;
  return [
    new LineLayer({
      id: "trails",
      data: {
        length: trails.length / 4,
        attributes: {
          getSourcePosition: { value: trails, size: 2, stride: 32, offset: 0 },
          getTargetPosition: { value: trails, size: 2, stride: 32, offset: 16 },
        },
      },
      getColor: [...rgb(look.colours.moving), 110],
      getWidth: 2.5,
      widthUnits: "pixels",
    }),
    new ScatterplotLayer<{ readonly lat: number; readonly lon: number }>({
      id: "chosen-bike",
      data: chosen ? [chosen] : [],
      getPosition: ({ lon, lat }) => [lon, lat],
      getRadius: 15,
      radiusUnits: "pixels",
      filled: false,
      stroked: true,
      getLineColor: rgb(look.palette.accent),
      getLineWidth: 2.5,
      lineWidthUnits: "pixels",
    }),
    new IconLayer({
      id: "bikes",
      data: {
        length: bikes.length,
        attributes: { getPosition: { value: positions, size: 2 }, getAngle: { value: angles, size: 1 } },
      },
      iconAtlas: look.atlas.image,
      iconMapping: look.atlas.mapping,
      getIcon: (_: unknown, { index }: { index: number }) => bikes[index]?.status ?? "parked",
      getSize: ICON_PX,
      sizeUnits: "pixels",
      pickable: true,
      onClick: ({ index }) => {
        const bike = bikes[index];
        if (bike) onPick(bike);
        return true;
      },
      onHover: ({ index }) => {
        onHover(bikes[index] ?? null);
        return true;
      },
    }),
  ];
}

const radiusOf = ({ count }: LiveCluster): number => Math.min(29, 12 + 2 * Math.log2(count));

/** What somebody can do something about now comes before what is not heard of. */
const needOf = ({ hasFault, status }: LiveCluster): Status => (hasFault ? "fault" : status);

/**
 * Layers of clusters: a disc with the number of bikes, edged in the colour of what needs a hand inside and with its
 * shape; with a second shape where some are worse than faulty.
 */
export function clusterLayers(
  given: readonly LiveCluster[],
  look: LiveLook,
  onPick: (cluster: LiveCluster) => void,
  onHover: (isOver: boolean) => void,
) {
  const clusters = given.toSorted((a, b) => b.count - a.count);
  const badges = (id: string, among: readonly LiveCluster[], side: 1 | -1, iconOf: typeof needOf) =>
    new IconLayer<LiveCluster>({
      id,
      data: among,
      iconAtlas: look.atlas.image,
      iconMapping: look.atlas.mapping,
      getIcon: iconOf,
      getPosition: ({ lon, lat }) => [lon, lat],
      getPixelOffset: (cluster) => [side * 0.72 * radiusOf(cluster), -0.72 * radiusOf(cluster)],
      getSize: BADGE_PX,
      sizeUnits: "pixels",
    });
  const alsoWorse = clusters.filter((cluster) => cluster.status !== needOf(cluster));
  return [
    new ScatterplotLayer<LiveCluster>({
      id: "clusters",
      data: clusters,
      getPosition: ({ lon, lat }) => [lon, lat],
      getRadius: radiusOf,
      radiusUnits: "pixels",
      getFillColor: [...rgb(look.palette.surface), 235],
      stroked: true,
      getLineColor: (cluster) => rgb(look.colours[needOf(cluster)]),
      getLineWidth: 2.5,
      lineWidthUnits: "pixels",
      pickable: true,
      onClick: ({ object }) => {
        if (object) onPick(object);
        return true;
      },
      onHover: ({ picked }) => {
        onHover(picked);
        return true;
      },
    }),
    new TextLayer<LiveCluster>({
      id: "cluster-counts",
      data: clusters,
      getPosition: ({ lon, lat }) => [lon, lat],
      getText: ({ count }) => formatCompact(count),
      getSize: 12,
      getColor: rgb(look.palette.ink),
      fontFamily: "Inter Variable, sans-serif",
      fontWeight: 600,
      characterSet: "0123456789.kM",
    }),
    badges("cluster-need", clusters, 1, needOf),
    badges("cluster-worst", alsoWorse, -1, ({ status }) => status),
  ];
}
