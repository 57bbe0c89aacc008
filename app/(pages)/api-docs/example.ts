const PACKET = {
  v: 1,
  bike_id: "LI-000123",
  source: "app",
  sent_at: "2026-11-20T08:00:00.000Z",
  readings: [{ t: 1_795_161_600_000, lat: 47.1415, lon: 9.5215, speed_kmh: 21.4, soc_pct: 63.5 }],
};

export const EXAMPLE_PACKET = JSON.stringify(PACKET, null, 2);

export const EXAMPLE_REQUEST = `gzip -c packets.ndjson | curl --fail-with-body --data-binary @- \\
  -H "Authorization: Bearer $KEY" \\
  -H "Content-Type: application/x-ndjson" -H "Content-Encoding: gzip" \\
  "$ADDRESS/api/v1/telemetry"`;
