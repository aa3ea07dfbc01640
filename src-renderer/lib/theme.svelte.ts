import type { Preferences } from '../../src-shared/contract/system.contract.ts';

export type Theme = Preferences['theme'];
export type Look = 'dark' | 'light';

let look = $state.raw<Look>('dark');
let stop: () => void = () => undefined;

/** What the page looks like now: for what is drawn with colours of the tokens, and has to be drawn anew. */
export const currentLook = (): Look => look;

/** Dresses the page at once; `system` follows the surroundings for as long as it holds. */
export function wear(theme: Theme): void {
  stop();
  stop = () => undefined;
  if (theme !== 'system') {
    put(theme);
    return;
  }
  const light = window.matchMedia('(prefers-color-scheme: light)');
  const follow = (): void => put(light.matches ? 'light' : 'dark');
  follow();
  light.addEventListener('change', follow);
  stop = () => light.removeEventListener('change', follow);
}

function put(next: Look): void {
  look = next;
  document.documentElement.dataset['theme'] = next;
  document.querySelector('meta[name="color-scheme"]')?.setAttribute('content', next);
}
