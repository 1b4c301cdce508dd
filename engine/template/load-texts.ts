import { type Json, member, text } from './json';

/** The statements by which a request table is loaded, each `?` in them a day. */
export interface LoadTexts {
  readonly pendingDays: string;
  readonly insertRequests: string;
  readonly enterDay: string;
}

/** @param definition of the state machine that runs them, in Amazon States Language */
export function loadTexts(definition: string): LoadTexts {
  const states = member(JSON.parse(definition) as Json, 'States', 'The state machine');
  const ofDay = member(member(member(states, 'LoadDays', 'States'), 'ItemProcessor', 'LoadDays'), 'States', 'LoadDays');
  const statement = (all: Json, name: string) => {
    const state = member(all, name, 'States');
    return text(member(member(state, 'Arguments', name), 'QueryString', name), name);
  };
  return {
    pendingDays: statement(states, 'FindDays'),
    insertRequests: statement(ofDay, 'InsertRequests'),
    enterDay: statement(ofDay, 'EnterDay'),
  };
}
