import type { StudyFlags, StudyOrder, StudySummary } from '../../../src-shared/contract/studies.contract.ts';
import { t } from '../../lib/words.ts';
import type { IconName } from '../../ui/icons.ts';

export interface Column {
  readonly name: string;
  readonly title: string;
  /** The order that a click on it chooses. */
  readonly order?: StudyOrder;
  readonly numeric?: true;
  /** Shown where there is room for it alone: the class of its cells. */
  readonly room?: 'wide' | 'wider' | 'widest';
}

/** From the patient on; the picture before them has no title. The grid's template is in StudyTable.svelte. */
export const columns = (): readonly Column[] => [
  { name: 'patient', title: t('worklist.patient'), order: 'patient' },
  { name: 'date', title: t('worklist.date'), order: 'date' },
  { name: 'description', title: t('worklist.description'), room: 'wide' },
  { name: 'accession', title: t('worklist.accession'), room: 'wider' },
  { name: 'site', title: t('worklist.site'), room: 'wider' },
  { name: 'frames', title: t('worklist.frames'), numeric: true },
  { name: 'masks', title: t('worklist.masks'), numeric: true, room: 'wide' },
  { name: 'read', title: t('worklist.read'), numeric: true },
  { name: 'state', title: t('worklist.state'), order: 'attention' },
  { name: 'assignee', title: t('worklist.reader') },
  { name: 'flags', title: t('worklist.flags') },
  { name: 'changed', title: t('worklist.changed'), order: 'changed', room: 'widest' },
];

export const states = ['new', 'segmented', 'predicted', 'in-review', 'signed', 'amended'] as const;

export const stateTitles = (): Readonly<Record<StudySummary['state'], string>> => ({
  new: t('state.new'),
  segmented: t('ui.outlined'),
  predicted: t('state.predicted'),
  'in-review': t('state.in-review'),
  signed: t('state.signed'),
  amended: t('state.amended'),
});

export interface Flag {
  readonly flag: keyof StudyFlags;
  readonly title: string;
  readonly icon: IconName;
  readonly keys: string;
}

export const flags = (): readonly Flag[] => [
  { flag: 'urgent', title: t('worklist.urgent'), icon: 'flag', keys: 'f' },
  { flag: 'discuss', title: t('worklist.discuss'), icon: 'talk', keys: 'd' },
  { flag: 'teaching', title: t('worklist.teaching'), icon: 'lecture', keys: 't' },
];
