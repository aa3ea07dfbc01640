import type { Hotkey } from '../../lib/hotkeys.ts';
import { t } from '../../lib/words.ts';
import type { App } from '../shell/app.svelte.ts';
import { Heads } from './heads/heads.svelte.ts';
import { MaskModels } from './masks/maskModels.svelte.ts';
import { Models } from './models.svelte.ts';

export type Section = 'backbones' | 'heads' | 'masks';

export const sectionTitles: Readonly<Record<Section, string>> = {
  backbones: t('models.backbones'),
  heads: t('models.heads'),
  masks: t('models.mask-models'),
};
export const sections = Object.keys(sectionTitles) as readonly Section[];

/** The page's three lists of models. What is under way in one goes on while another is in sight. */
export class Sections {
  readonly backbones: Models;
  readonly heads: Heads;
  readonly masks: MaskModels;
  #shown = $state<Section>('backbones');

  constructor(app: Pick<App, 'client' | 'media' | 'changes' | 'jobs' | 'schemas'>) {
    this.backbones = new Models(app);
    this.heads = new Heads(app);
    this.masks = new MaskModels(app);
  }

  /** Returns the disposer. */
  start(): () => void {
    const disposers = [this.backbones.start(), this.heads.start(), this.masks.start()];
    return () => {
      for (const dispose of disposers) dispose();
    };
  }

  get shown(): Section {
    return this.#shown;
  }
  show(section: Section): void {
    this.#shown = section;
  }
  /** To the next one, or the one before, round. */
  turn(by: 1 | -1): void {
    const at = sections.indexOf(this.#shown) + by;
    this.#shown = sections[(at + sections.length) % sections.length] ?? 'backbones';
  }

  get keys(): Hotkey[] {
    return sections.map((section, i) => ({
      keys: [String(i + 1)],
      title: sectionTitles[section],
      group: 'Models',
      run: () => this.show(section),
    }));
  }
}
