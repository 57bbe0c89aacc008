/** A ride of ten minutes: a reading each five seconds. */
export const riding = (fromMs: number) =>
  Array.from({ length: 121 }, (_, at) => ({
    t: fromMs + at * 5_000,
    speed_kmh: 18,
    lat: 47 + at / 4_448,
    lon: 9.5,
  }));
