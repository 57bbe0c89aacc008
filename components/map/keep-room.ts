import type { Map as MapLibre } from "maplibre-gl";
import { type Padding, roomLeft } from "./room";

/** Marks what lies on the map. */
const COVERS_MAP = "data-covers-map";

/** What is covered of the map at present. */
export function roomOf(map: MapLibre): Padding {
  const covers = [...document.querySelectorAll(`[${COVERS_MAP}]`)];
  return roomLeft(
    map.getContainer().getBoundingClientRect(),
    covers.map((cover) => cover.getBoundingClientRect()),
  );
}

/**
 * Has the map's middle be that of what is not covered, as long as this goes on, without moving what is seen: zooming then
 * keeps that middle. Calls `onChange` when the room has become another. Returns what ends it.
 */
export function keepRoom(map: MapLibre, onChange: () => void): () => void {
  let isEnded = false;
  let isWaiting = false;
  const look = () => {
    if (isEnded) return;
    for (const cover of document.querySelectorAll(`[${COVERS_MAP}]`)) observer.observe(cover);
    const padding = roomOf(map);
    const before = map.getPadding();
    if (SIDES.every((side) => before[side] === padding[side])) return;
    if (map.isMoving()) {
      if (!isWaiting) map.once("moveend", lookAgain);
      isWaiting = true;
      return;
    }
    const { clientWidth, clientHeight } = map.getContainer();
    const middle: [number, number] = [
      (padding.left + clientWidth - padding.right) / 2,
      (padding.top + clientHeight - padding.bottom) / 2,
    ];
    map.jumpTo({ center: map.unproject(middle), padding });
    onChange();
  };
  const lookAgain = () => {
    isWaiting = false;
    look();
  };
  const observer = new ResizeObserver(look);
  observer.observe(map.getContainer());
  look();
  return () => {
    isEnded = true;
    observer.disconnect();
    map.off("moveend", lookAgain);
  };
}

const SIDES = ["left", "top", "right", "bottom"] as const;
