import { type EstimateBody, ROUTE_LIMITS } from "@/lib/domain/estimate-operation";
import { shown } from "@/lib/domain/faults";
import { AppError } from "@/lib/errors";
import { decodePolyline } from "./decode-polyline";
import { type RouteFigures, type RoutePoint, routeClimb, routeKm } from "./route";

/**
 * The figures of a route as it is asked about.
 * @throws AppError `invalid`: no polyline, heights of some points only, too many points, too short or too long.
 */
export function readRoute(body: Pick<EstimateBody, "polyline" | "heights" | "coordinates">): RouteFigures {
  const points = body.coordinates ? ofCoordinates(body.coordinates) : ofPolyline(body);
  const { points: most, leastKm, mostKm } = ROUTE_LIMITS;
  if (points.length < 2 || points.length > most)
    throw new AppError("invalid", `polyline: expected 2 to ${most} points, got ${points.length}`);
  const km = routeKm(points);
  if (km < leastKm || km > mostKm)
    throw new AppError(
      "invalid",
      `route: expected ${leastKm} to ${mostKm} km in all, got ${km.toFixed(3)} km`,
    );
  // Never of a route whose length nobody has looked at: what it takes grows with that.
  return { km, climbM: routeClimb(points) };
}

function ofCoordinates(coordinates: NonNullable<EstimateBody["coordinates"]>): RoutePoint[] {
  const high = coordinates.filter(({ length }) => length === 3).length;
  if (high > 0 && high < coordinates.length)
    throw new AppError(
      "invalid",
      `coordinates: expected heights in all ${coordinates.length} or in none, got ${high}`,
    );
  return coordinates.map(([lon, lat, heightM = null]) => ({ lat, lon, heightM }));
}

function ofPolyline({ polyline = "", heights }: Pick<EstimateBody, "polyline" | "heights">): RoutePoint[] {
  const places = decodePolyline(polyline);
  if (places === null)
    throw new AppError(
      "invalid",
      `polyline: expected an encoded polyline with 1e-5 degrees, got ${shown(polyline.slice(0, 40))}`,
    );
  if (heights && heights.length !== places.length)
    throw new AppError(
      "invalid",
      `heights: expected one for each of ${places.length} points of the polyline, got ${heights.length}`,
    );
  return places.map((place, at) => ({ ...place, heightM: heights?.[at] ?? null }));
}
