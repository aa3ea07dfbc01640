import { describe, expect, it } from 'vitest';
import type { Hotkey } from '../../../src-renderer/lib/hotkeys.ts';
import { toolFacts, toolNames } from '../../../src-renderer/viewer/tools/tool.ts';
import { studyKeys } from '../../../src-renderer/workspaces/study/studyKeys.ts';
import { maskKeys } from '../../../src-renderer/workspaces/study/masks/maskKeys.ts';
import type { MaskPanel } from '../../../src-renderer/workspaces/study/masks/maskPanel.svelte.ts';
import type { Study } from '../../../src-renderer/workspaces/study/study.svelte.ts';
import { places } from '../../../src-renderer/workspaces/shell/places.ts';
import { viewKeys } from '../../../src-renderer/workspaces/study/viewKeys.ts';
import { editorBench } from './editorBench.ts';

function keysOf(findings: object = {}): Hotkey[] {
  const { editor, segmentEdits, frameEdits } = editorBench();
  const view = { comparison: {}, measuring: {} };
  const study = { editor, segmentEdits, frameEdits, findings, reel: {}, view } as unknown as Study;
  const nothing = (): void => undefined;
  return [
    ...studyKeys(study, {
      fit: nothing,
      pixels: nothing,
      zoom: nothing,
      leave: nothing,
      sign: nothing,
      frames: nothing,
      nextStudy: nothing,
    }),
    ...viewKeys(study),
    // What a list of the side panel takes from the study while it is open, it is meant to take.
    ...maskKeys({} as unknown as MaskPanel, { drawing: () => false, reveal: nothing }).filter(
      ({ when }) => when === undefined,
    ),
  ];
}

describe('the keys of a study', () => {
  it('mean one thing each, but for Escape, which goes out step by step', () => {
    const keys = keysOf()
      .flatMap((hotkey) => hotkey.keys)
      .map((key) => (/^[a-z]$/i.test(key) ? key.toLowerCase() : key))
      .filter((key) => key !== 'Escape');
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  it('leave the keys of the workspaces alone', () => {
    const keys = keysOf().flatMap((hotkey) => hotkey.keys);
    expect(places.filter((place) => keys.includes(place.keys))).toEqual([]);
  });

  it('offer the classes of the finding one by one, each by its key', () => {
    const classes = Array.from({ length: 11 }, (_, i) => ({
      id: `class-${i + 1}`,
      code: `C${i + 1}`,
      name: 'a name',
    }));
    const hotkeys = keysOf({ classAt: (place: number) => classes[place - 1] ?? null });
    const choices = hotkeys.flatMap((hotkey) => hotkey.choices?.() ?? []);
    expect(choices.map(({ key }) => key)).toEqual([
      ...['1', '2', '3', '4', '5', '6', '7', '8', '9'],
      ...['Shift+Digit1', 'Shift+Digit2'],
    ]);
    expect(choices[9]?.title).toBe('Label: C10, a name');
  });

  it('reach every tool', () => {
    const keys = keysOf().flatMap((hotkey) => hotkey.keys);
    expect(toolNames.filter((name) => !keys.includes(toolFacts[name].key))).toEqual([]);
  });
});
