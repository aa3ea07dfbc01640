/**
 * What a page of Lapidary may do, the same in the window and in a browser: scripts, styles and pictures of its own
 * origin, and nothing from anywhere else. Inline script and style, eval and HTML from strings are refused
 * (Content Security Policy Level 3; Trusted Types under the name Svelte uses for its own templates).
 */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html',
].join('; ');

/** What answers from /media may do when a browser opens them as a page of their own: nothing. */
export const mediaPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** Powerful features that no page here has a use for. */
const deniedFeatures = [
  'accelerometer',
  'camera',
  'clipboard-read',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'serial',
  'usb',
];

/** Sent with every answer. Nothing is kept in a browser's cache: it lies outside the data folder, and pictures are of patients. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': deniedFeatures.map((feature) => `${feature}=()`).join(', '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** The same answer under the policy; the policy wins over headers the answer brought along. */
export function withPolicy(response: Response, policy: string): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(commonHeaders)) headers.set(name, value);
  headers.set('content-security-policy', policy);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
