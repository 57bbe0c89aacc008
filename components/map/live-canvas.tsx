"use client";

import "maplibre-gl/dist/maplibre-gl.css";
import "./controls.css";
import type { MapLibreOverlay } from "@deck.gl/maplibre";
import type { Map as MapLibre } from "maplibre-gl";
import { useEffect, useMemo, useRef, useState } from "react";
import type { LiveAddress } from "@/components/live-map/live-address";
import type { ShownBike } from "@/components/live-map/live-model";
import type { LiveStore } from "@/components/live-map/live-store";
import type { Bounds } from "@/lib/domain/live-view";
import type { TrackSegment } from "@/lib/telemetry/models";
import { animate } from "./animate";
import { FramePace } from "./frame-pace";
import { type HoveredBike, HoverLabel } from "./hover-label";
import { iconAtlas } from "./icon-atlas";
import { keepRoom, roomOf } from "./keep-room";
import { frameAt, worstLast } from "./live-frame";
import { bikeLayers, clusterLayers } from "./live-layers";
import { makeMap, tilesUrl, WORLD } from "./make-map";
import { PALETTES } from "./palette";
import { STATUS_COLOURS } from "./status-colours";
import { mapStyle } from "./style";
import { trackLayers } from "./track-layers";

const CLUSTER_STEP = 2;
const MOTION_MS = 200;
/** Where the map begins when nothing is known: all of Europe. */
const EUROPE = { lat: 48.5, lon: 9, zoom: 4 };
const NEAREST_ZOOM = 15;
/** Streets can be told from here on, however little room there is around a bike. */
const BIKE_ZOOM = 14;
/** Between what is gone to and the edge of what can be seen. */
const MARGIN_PX = 16;

export interface ChosenBike {
  readonly id: string;
  /** Where it was when the page was made, for where the map shows clusters. */
  readonly place: { readonly lat: number; readonly lon: number } | null;
  readonly track: readonly TrackSegment[];
}

export interface LiveCanvasProps {
  readonly store: LiveStore;
  readonly theme: "light" | "dark";
  readonly basemap: string;
  readonly start: LiveAddress["place"];
  readonly chosen: ChosenBike | null;
  /** Where to go; a new object goes there again. */
  readonly target: { readonly bounds: Bounds; readonly isBike?: boolean } | null;
  readonly onView: (view: { bounds: Bounds; place: NonNullable<LiveAddress["place"]> }) => void;
  readonly onPick: (bikeId: string) => void;
  readonly onFail: () => void;
}

/** The canvas of the live map: draws what the store knows, and says where it looks. */
export default function LiveCanvas(props: LiveCanvasProps) {
  const { store, theme, basemap, chosen, target, onView, onPick, onFail } = props;
  const box = useRef<HTMLDivElement>(null);
  const place = useRef(props.start);
  const [pace] = useState(() => new FramePace());
  const arrived = useRef(props.start !== null);
  const [map, setMap] = useState<{ canvas: MapLibre; overlay: MapLibreOverlay } | null>(null);
  const [hovered, setHovered] = useState<HoveredBike | null>(null);
  const look = useMemo(
    () => ({
      palette: PALETTES[theme],
      colours: STATUS_COLOURS[theme],
      atlas: iconAtlas(STATUS_COLOURS[theme], PALETTES[theme].surface),
    }),
    [theme],
  );

  useEffect(() => {
    if (!box.current) return;
    const made = makeMap(box.current, mapStyle(PALETTES[theme], tilesUrl(basemap), WORLD), "Live map", {
      isWholePage: true,
      start: place.current ?? EUROPE,
    });
    if (!made) return onFail();
    const { canvas } = made;
    canvas.jumpTo({ center: canvas.getCenter(), padding: roomOf(canvas) });
    const tell = () => {
      const [centre, edges] = [canvas.getCenter(), canvas.getBounds()];
      place.current = { lat: centre.lat, lon: centre.lng, zoom: canvas.getZoom() };
      onView({ bounds: withinWorld(edges), place: place.current });
    };
    canvas.on("moveend", tell);
    tell();
    setMap(made);
    return () => {
      setMap(null);
      setHovered(null);
      canvas.remove();
    };
  }, [theme, basemap, onView, onFail]);

  const chosenId = chosen?.id ?? null;
  const chosenPlace = useRef(chosen?.place ?? null);
  chosenPlace.current = chosen?.place ?? null;
  useEffect(() => {
    if (!map) return;
    const { canvas } = map;
    return keepRoom(canvas, () => {
      const bike = chosenId === null ? null : (store.model.bikeNamed(chosenId) ?? chosenPlace.current);
      if (bike && isCovered(canvas, bike)) canvas.easeTo({ center: bike, duration: MOTION_MS });
    });
  }, [map, store, chosenId]);

  useEffect(() => {
    if (!map || !target) return;
    const { west, south, east, north } = target.bounds;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const camera = map.canvas.cameraForBounds([west, south, east, north], {
      padding: MARGIN_PX,
      maxZoom: NEAREST_ZOOM,
    });
    if (!camera) return;
    map.canvas.easeTo({
      center: camera.center,
      zoom: Math.max(camera.zoom ?? 0, target.isBike ? BIKE_ZOOM : 0),
      duration: MOTION_MS,
      animate: arrived.current && !still,
    });
    arrived.current = true;
  }, [map, target]);

  useEffect(() => {
    if (!map) return;
    const toCluster = ({ lon, lat }: { lon: number; lat: number }) =>
      map.canvas.easeTo({
        center: [lon, lat],
        zoom: map.canvas.getZoom() + CLUSTER_STEP,
        duration: MOTION_MS,
      });
    const canHover = window.matchMedia("(hover: hover)").matches;
    const over = (isOver: boolean) =>
      map.canvas.getCanvasContainer().classList.toggle("is-over-bike", canHover && isOver);
    const onHover = (bike: ShownBike | null) => {
      over(bike !== null);
      if (canHover) setHovered(bike);
    };
    return animate(store, pace, (nowMs) => {
      const { model } = store;
      const frame = frameAt(worstLast(model.bikes.values()), nowMs);
      const inView = chosen ? frame.bikes.findIndex(({ id }) => id === chosen.id) : -1;
      const ring =
        inView >= 0
          ? { lon: frame.positions[2 * inView] ?? 0, lat: frame.positions[2 * inView + 1] ?? 0 }
          : (chosen?.place ?? null);
      const ride = chosen
        ? trackLayers(chosen.track, look.palette, map.canvas.getZoom(), { hasEnd: false })
        : [];
      map.overlay.setProps({
        layers: [
          ...ride,
          ...clusterLayers([...model.clusters.values()], look, toCluster, over),
          ...bikeLayers(frame, look, ring, ({ id }) => onPick(id), onHover),
        ],
      });
      return frame.isMoving;
    });
  }, [map, store, pace, look, chosen, onPick]);

  return (
    <>
      <div ref={box} className="size-full" data-map={map ? "ready" : "starting"} />
      {map && hovered ? <HoverLabel map={map.canvas} store={store} bike={hovered} /> : null}
    </>
  );
}

/** Whether a place is on the map, but under what lies on it. */
function isCovered(canvas: MapLibre, place: { readonly lat: number; readonly lon: number }): boolean {
  const { x, y } = canvas.project(place);
  const { clientWidth: width, clientHeight: height } = canvas.getContainer();
  const { left = 0, top = 0, right = 0, bottom = 0 } = canvas.getPadding();
  const isOnMap = x >= 0 && x <= width && y >= 0 && y <= height;
  return isOnMap && (x < left || x > width - right || y < top || y > height - bottom);
}

function withinWorld(edges: ReturnType<MapLibre["getBounds"]>): Bounds {
  const wide = edges.getEast() - edges.getWest() >= 360;
  const wrapped = (lon: number) => ((((lon + 180) % 360) + 360) % 360) - 180;
  return {
    west: wide ? -180 : wrapped(edges.getWest()),
    east: wide ? 180 : wrapped(edges.getEast()),
    south: Math.max(-90, edges.getSouth()),
    north: Math.min(90, edges.getNorth()),
  };
}
