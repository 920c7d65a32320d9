open('/tmp/hostile-mark', 'w').close()
raise SystemExit('loaded')
