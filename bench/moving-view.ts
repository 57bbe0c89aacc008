import { STATUSES } from "@/lib/domain/bike-status";
import type { LiveView } from "@/lib/domain/live-view";
import type { Random } from "@/simulator/random";

/** A wide screen, tiles of 512 px. */
const SCREEN = { width: 1_920, height: 1_080, tile: 512 };
const ZOOMS = { least: 4, most: 16 };

/** What somebody shows who looks around in a city: each view is a pan or a zoom away from the one before. */
export class MovingView {
  private zoom: number;
  private lat: number;
  private lon: number;

  constructor(
    private readonly random: Random,
    private readonly home: { readonly lat: number; readonly lon: number },
  ) {
    this.zoom = random.between(ZOOMS.least, ZOOMS.most);
    this.lat = home.lat;
    this.lon = home.lon;
  }

  next(): LiveView {
    const { random } = this;
    if (random.chance(0.5)) this.zoom += random.between(-2, 2);
    this.zoom = Math.max(ZOOMS.least, Math.min(ZOOMS.most, this.zoom));
    const degrees = 360 / (SCREEN.tile * 2 ** this.zoom);
    // Half of the way back home each time, so that nobody ends at sea.
    const pan = (place: number, at: number, pixels: number) =>
      (place + at) / 2 + random.between(-0.3, 0.3) * pixels * degrees;
    this.lon = pan(this.home.lon, this.lon, SCREEN.width);
    this.lat = pan(this.home.lat, this.lat, SCREEN.height);
    return this.at(this.zoom);
  }

  /** Where it is, at another zoom. */
  at(zoom: number): LiveView {
    return viewAround(this.lat, this.lon, zoom);
  }
}

function viewAround(lat: number, lon: number, zoom: number): LiveView {
  const degrees = 360 / (SCREEN.tile * 2 ** zoom);
  const [x, y] = [
    (SCREEN.width / 2) * degrees,
    (SCREEN.height / 2) * degrees * Math.cos((lat * Math.PI) / 180),
  ];
  const bounds = {
    west: Math.max(-180, lon - x),
    east: Math.min(180, lon + x),
    south: Math.max(-85, lat - y),
    north: Math.min(85, lat + y),
  };
  return { id: "v", bounds, zoom, statuses: STATUSES, fleetId: null };
}
