/** A request for a POSIX shell in which KEY is set, and what really came back. */
export interface Example {
  readonly id: string;
  readonly title: string;
  readonly request: (address: string) => string;
  readonly status: number;
  readonly type: "application/json" | "text/csv";
  readonly answer: unknown;
  /** Shown before all else, so that the first hour begins with it. */
  readonly isFirstStep?: true;
}

/** The bike of the examples: covered by LI-*, and none that anybody rides. */
export const EXAMPLE_BIKE = "LI-EXAMPLE-1";
/** A bike with rides, for what needs them: a twin of the local stack's fleet. */
export const RIDDEN_BIKE = "LI-000001";

const AUTHORIZATION = `-H "Authorization: Bearer $KEY"`;
const get = (path: string) => (address: string) => `curl ${AUTHORIZATION} \\\n  "${address}/api/v1/${path}"`;

export const SEND_ONE: Example = {
  id: "one-packet",
  title: "One reading, measured now",
  request: (address) => `curl -w '\\n%{http_code}\\n' ${AUTHORIZATION} \\
  -H "Content-Type: application/json" \\
  --data '{"v":1,"bike_id":"${EXAMPLE_BIKE}","source":"app","readings":[{"t":'$(date +%s)'000,"lat":47.1415,"lon":9.5215,"speed_kmh":21.4,"soc_pct":63.5}]}' \\
  "${address}/api/v1/telemetry"`,
  status: 202,
  type: "application/json",
  answer: {
    batch_id: "bd36104e-93df-4f5a-9013-a39f24cde95f",
    received_at: "2026-11-25T14:26:56.895Z",
    accepted: { packets: 1, readings: 1 },
    refused_total: 0,
    refused: [],
    faults_total: 0,
    faults: [],
  },
  isFirstStep: true,
};

export const SEND_MANY: Example = {
  id: "many-packets",
  title: "Old readings, two packets, one a line and packed; one value and one bike are not taken",
  request: (address) => `gzip -c <<'END' | curl -w '\\n%{http_code}\\n' ${AUTHORIZATION} \\
  -H "Content-Type: application/x-ndjson" -H "Content-Encoding: gzip" \\
  --data-binary @- "${address}/api/v1/telemetry"
{"v":1,"bike_id":"${EXAMPLE_BIKE}","source":"iot","readings":[{"t":1714550400000,"odometer_m":8100},{"t":1714550401000,"odometer_m":8106,"speed_kmh":300}]}
{"v":1,"bike_id":"XX-000001","source":"app","readings":[{"t":1714550400000,"soc_pct":80}]}
END`,
  status: 202,
  type: "application/json",
  answer: {
    batch_id: "f15b5ba9-f39d-4039-b92c-a9baf9a65b1d",
    received_at: "2026-11-25T14:31:42.626Z",
    accepted: { packets: 1, readings: 2 },
    refused_total: 1,
    refused: [
      {
        packet: 1,
        reason: "not-allowed",
        expected: "a bike and source that this client may send for",
        got: "XX-000001, app",
      },
    ],
    faults_total: 1,
    faults: [
      { packet: 0, reading: 1, field: "speed_kmh", expected: "number from 0 to 120 km/h", got: "300" },
    ],
  },
};

const STATE_ANSWER = {
  bike_id: EXAMPLE_BIKE,
  newest_at: "2026-11-25T14:26:56.000Z",
  position: {
    lat: 47.1415,
    lon: 9.5215,
    altitude_m: null,
    heading_deg: null,
    measured_at: "2026-11-25T14:26:56.000Z",
    source: "app",
  },
  values: {
    speed_kmh: { value: 21.4, measured_at: "2026-11-25T14:26:56.000Z", source: "app" },
    soc_pct: { value: 63.5, measured_at: "2026-11-25T14:26:56.000Z", source: "app" },
  },
};

export const STATE: Example = {
  id: "state",
  title: "Read it back",
  request: get(`bikes/${EXAMPLE_BIKE}/state`),
  status: 200,
  type: "application/json",
  answer: STATE_ANSWER,
  isFirstStep: true,
};

export const BIKES: Example = {
  id: "bikes",
  title: "Bikes by charge, lowest first",
  request: get("bikes?query=example&sort=charge&order=asc&limit=10"),
  status: 200,
  type: "application/json",
  answer: { bikes: [STATE_ANSWER], total: 1, next_cursor: null },
};

export const LOOKUP: Example = {
  id: "lookup",
  title: "Which bike is it? Small letters, and its dashes left out",
  request: get("lookup?q=liexample1"),
  status: 200,
  type: "application/json",
  answer: {
    bikes: [
      {
        bike_id: EXAMPLE_BIKE,
        model: null,
        oem: null,
        fleet: null,
        registered_at: null,
        withdrawn: false,
        matched: { kind: "bike_id", value: EXAMPLE_BIKE, how: "exact", past: false },
      },
    ],
  },
};

export const READINGS: readonly Example[] = [
  {
    id: "newest-readings",
    title: "Two fields of the last ten minutes",
    request: get(
      `bikes/${EXAMPLE_BIKE}/readings?from=$(($(date +%s) - 600))000&to=$(($(date +%s) + 60))000&fields=speed_kmh,soc_pct`,
    ),
    status: 200,
    type: "application/json",
    answer: {
      bike_id: EXAMPLE_BIKE,
      from: "2026-11-25T14:35:05.000Z",
      to: "2026-11-25T14:46:05.000Z",
      fields: ["speed_kmh", "soc_pct"],
      readings: [{ t: 1795617885000, source: "app", lateness_s: 5, speed_kmh: 21.4, soc_pct: 63.5 }],
      next_cursor: null,
    },
  },
  {
    id: "series",
    title: "A day as series for a chart",
    request: get(
      `bikes/${EXAMPLE_BIKE}/readings?from=2024-05-01T00:00:00Z&to=2024-05-02T00:00:00Z&fields=odometer_m&points=100`,
    ),
    status: 200,
    type: "application/json",
    answer: {
      bike_id: EXAMPLE_BIKE,
      from: "2024-05-01T00:00:00.000Z",
      to: "2024-05-02T00:00:00.000Z",
      readings: 2,
      late_readings: 2,
      series: [
        {
          field: "odometer_m",
          points: [
            [1714550400000, 8100],
            [1714550401000, 8106],
          ],
        },
      ],
    },
  },
  {
    id: "csv",
    title: "A day as CSV",
    request: get(
      `bikes/${EXAMPLE_BIKE}/readings?from=2024-05-01T00:00:00Z&to=2024-05-02T00:00:00Z&fields=odometer_m&format=csv`,
    ),
    status: 200,
    type: "text/csv",
    answer: `t,time,source,lateness_s,odometer_m
1714550400000,2024-05-01T08:00:00.000Z,iot,81066417,8100
1714550401000,2024-05-01T08:00:01.000Z,iot,81066416,8106`,
  },
];

export const RIDES: Example = {
  id: "rides",
  title: "Newest ride of a bike that rides in the local stack",
  request: get(
    `bikes/${RIDDEN_BIKE}/rides?from=$(($(date +%s) - 86400))000&to=$(($(date +%s) + 60))000&limit=1`,
  ),
  status: 200,
  type: "application/json",
  answer: {
    bike_id: RIDDEN_BIKE,
    from: "2026-11-24T14:46:05.000Z",
    to: "2026-11-25T14:47:05.000Z",
    rides: [
      {
        start: "2026-11-25T13:58:12.000Z",
        end: "2026-11-25T14:21:47.000Z",
        source: "iot",
        moving_s: 1_302,
        distance_m: 7_215,
        unrecorded_m: 0,
        odometer_m: 7_204,
        climb_m: 39,
        average_kmh: 19.95,
        top_kmh: 27.3,
        energy_wh: 48.21,
        energy_s: 1_302,
        energy_per_km_wh: 6.68,
        charge_wh: 46.4,
        rider_wh: 31.77,
        motor_wh: 33.91,
        start_charge_pct: 71.4,
        end_charge_pct: 61.8,
        health_pct: 95.8,
        ambient_c: { least: 6.1, greatest: 6.4, mean: 6.3 },
        battery_c: { least: 11.2, greatest: 14.9, mean: 13.3 },
        level_shares: [0, 0.121, 0.6284, 0.2506, 0, 0, 0, 0, 0, 0, 0],
        data_share: 1,
        readings: 284,
        late_readings: 0,
        revision: 3,
      },
    ],
    total: 9,
    next_cursor: "WzE3OTU2MTUwOTIwMDBd",
  },
};

export const ACTIVATION: Example = {
  id: "activation",
  title: "Whether the bike with a number can be used",
  request: get(`activation/${EXAMPLE_BIKE}`),
  status: 200,
  type: "application/json",
  answer: {
    usable: false,
    reasons: [
      {
        code: "not-registered",
        title: "No such bike, or not one of yours",
        what_to_do:
          "Check the number on the bike. If it is right, its manufacturer has to register the bike.",
      },
    ],
  },
};

/** A question that is not understood, and the problem document that answers it. */
export const REFUSED: Example = {
  id: "problem",
  title: "Two parameters that are not understood",
  request: get("bikes?sort=nope&limit=500"),
  status: 400,
  type: "application/json",
  answer: {
    type: "/api-docs#problem-invalid",
    title: "Not understood",
    status: 400,
    detail:
      "sort: expected one of bike, newest, charge, speed, odometer, got nope; limit: expected a whole number from 1 to 200, got 500",
  },
};
