"""What runs behind the screens. What is where:

background    Background.run / latest / refresh: the one bridge between threads; Lane names its workers
lane_thread   the thread of one worker
live_query    LiveQuery: a question that is asked again when its answer may have changed
refresher     Refresher: when a screen reads again; its pace, its view
rereading     what could not be read is asked for again each second
trying_again  the same for lists that read page by page
feed_signals  FeedSignals.changed: what others have written, said on the GUI thread
tick          Tick.second every whole second; Tick.now is the clock for models and delegates
session       SessionContext: what a screen works with
connection    which database this window is for, as the settings edit it
"""
