import { createContext } from 'svelte';
import type { Job } from '../../../src-shared/contract/jobs.contract.ts';
import type { LabelClass, LabelSchema, Location } from '../../../src-shared/contract/schemas.contract.ts';
import type { SystemInfo } from '../../../src-shared/contract/system.contract.ts';
import type { ClassId, SchemaId } from '../../../src-shared/domain/ids.ts';
import { dataName } from '../../../src-shared/messages/dataNames.ts';
import type { Bridge, Client, Connection } from '../../lib/bridge.ts';
import { ChangeFeed } from '../../lib/changes.ts';
import { Hotkeys } from '../../lib/hotkeys.ts';
import { mediaOf } from '../../lib/media.ts';
import type { Media } from '../../lib/media.ts';
import { Thumbnails } from '../../lib/thumbnails.ts';
import { t } from '../../lib/words.ts';
import { JobBoard, jobTitles } from './jobBoard.svelte.ts';
import { Navigation } from './navigation.svelte.ts';
import type { Workspace } from './navigation.svelte.ts';
import { PreferencesState } from './preferences.svelte.ts';
import { Toasts } from './toasts.svelte.ts';

/** Where the end of a job is seen anyway. */
const shownAt: Readonly<Partial<Record<Job['kind'], Workspace>>> = {
  import: 'worklist',
  demo: 'worklist',
  tune: 'adapt',
  predict: 'study',
  report: 'study',
  segment: 'study',
  'mask-import': 'study',
  backbone: 'models',
  'mask-model': 'models',
  'segmentation-head': 'models',
};

/** What every workspace stands on. One per page, given by context. */
export class App {
  readonly client: Client;
  readonly media: Media;
  readonly host: Bridge['host'];
  readonly changes = new ChangeFeed();
  readonly toasts = new Toasts();
  readonly hotkeys = new Hotkeys();
  readonly navigation = new Navigation();
  readonly jobs: JobBoard;
  readonly preferences: PreferencesState;
  readonly thumbnails: Thumbnails;
  readonly #bridge: Bridge;
  #connection = $state<Connection>('open');
  #info = $state.raw<SystemInfo | null>(null);
  #locations = $state.raw<readonly Location[]>([]);
  #schemas = $state.raw<readonly LabelSchema[]>([]);
  #ready: () => void = () => undefined;
  /** Resolves when the label schemas are here, which every study is drawn with. */
  readonly ready = new Promise<void>((resolve) => (this.#ready = resolve));
  readonly #classes = $derived(
    new Map(this.#schemas.flatMap((schema) => schema.classes.map((one) => [one.id, one] as const))),
  );

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    this.client = bridge.client;
    this.host = bridge.host;
    this.media = mediaOf(bridge);
    this.jobs = new JobBoard(bridge.client);
    this.preferences = new PreferencesState(this);
    this.thumbnails = new Thumbnails(this.media);
  }

  get connection(): Connection {
    return this.#connection;
  }
  get info(): SystemInfo | null {
    return this.#info;
  }
  /** The places in the body that a finding can be at. */
  get locations(): readonly Location[] {
    return this.#locations;
  }
  get schemas(): readonly LabelSchema[] {
    return this.#schemas;
  }

  schema(schemaId: SchemaId): LabelSchema | undefined {
    return this.#schemas.find((schema) => schema.id === schemaId);
  }
  labelClass(classId: ClassId): LabelClass | undefined {
    return this.#classes.get(classId);
  }

  /** Opens every stream; returns the disposer of all of them. */
  start(): () => void {
    const disposers = [
      this.navigation.start(),
      this.jobs.start(),
      this.changes.connect(this.client),
      this.preferences.start(),
      this.changes.listen(['schemas'], () => void this.#readSchemas()),
      this.changes.listen(['backbones'], () => void this.#readInfo()),
      this.#bridge.onConnection((state) => (this.#connection = state)),
      this.jobs.onEnd((job) => this.#tellEnd(job)),
    ];
    void this.#readSchemas().then(this.#ready);
    void this.#readInfo();
    return () => {
      for (const dispose of disposers) dispose();
    };
  }

  /** Runs what a click asked for and shows what went wrong. */
  async attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.toasts.fail(error);
      return false;
    }
  }

  async #readSchemas(): Promise<void> {
    await this.attempt(async () => {
      const [schemas, locations] = await Promise.all([
        this.client.schemas.list(),
        this.client.schemas.locations(),
      ]);
      this.#schemas = schemas.map((schema) => ({
        ...schema,
        classes: schema.classes.map((one) => inWords('class', one)),
      }));
      this.#locations = locations.map((one) => inWords('location', one));
    });
  }

  async #readInfo(): Promise<void> {
    await this.attempt(async () => (this.#info = await this.client.system.info()));
  }

  #tellEnd(job: Job): void {
    const title = jobTitles[job.kind];
    if (job.state === 'failed') {
      this.toasts.show({
        tone: 'bad',
        title: t('jobs.ended-badly', { job: title, why: job.error?.message ?? '' }).trim(),
        detail: job.error?.remedy ?? t('jobs.once-more'),
      });
    } else if (job.state === 'done' && this.navigation.place.workspace !== shownAt[job.kind]) {
      this.toasts.show({ tone: 'good', title: t('jobs.ended-well', { job: title }) });
    }
  }
}

/** What is named by data that came with Lapidary, named in the page's language. */
function inWords<Named extends { readonly code: string; readonly name: string }>(
  kind: 'class' | 'location',
  named: Named,
): Named {
  return { ...named, name: dataName(t, kind, named.code, named.name) ?? named.name };
}

export const [getApp, setApp] = createContext<App>();
